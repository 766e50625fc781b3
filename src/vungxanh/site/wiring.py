"""Every event and who listens, on one page."""

from datetime import timedelta

from vungxanh.common.outbox import listen
from vungxanh.common.timers import every


def connect() -> None:  # noqa: PLR0915  a list, one line a listener
    """Called once when Django is ready."""
    from vungxanh.adapters.godata import writing as godata
    from vungxanh.adapters.sormas import writing as sormas
    from vungxanh.rooms.cases import events as cases
    from vungxanh.rooms.cases import listeners as patients
    from vungxanh.rooms.isolation import events as isolation
    from vungxanh.rooms.isolation import listeners as keepers
    from vungxanh.rooms.isolation import queries as isolated
    from vungxanh.rooms.laboratory import events as samples
    from vungxanh.rooms.laboratory import listeners as laboratory
    from vungxanh.rooms.laboratory import queries as sampling
    from vungxanh.rooms.meetings import queries as meetings
    from vungxanh.rooms.people import events as people
    from vungxanh.rooms.people import listeners as matchers
    from vungxanh.rooms.pipeline import listeners as watch
    from vungxanh.rooms.places import events as places
    from vungxanh.rooms.reports import listeners as bulletins
    from vungxanh.rooms.tasks import events as tasks
    from vungxanh.rooms.tasks import listeners as reminders
    from vungxanh.rooms.tasks import queries as calendars
    from vungxanh.rooms.tracing import events as tracing
    from vungxanh.rooms.tracing import listeners as tracers
    from vungxanh.rooms.tracing import queries as traced
    from vungxanh.rooms.treatment import events as treatment
    from vungxanh.rooms.treatment import listeners as nurses
    from vungxanh.rooms.zones import events as zones
    from vungxanh.rooms.zones import listeners as levels

    listen(samples.ResultsReported, laboratory.results_reported)
    sampling.offer(sampling.Reason.TEST_DAY, traced.tests_due)
    sampling.offer(sampling.Reason.TEST_DAY, isolated.tests_due)
    sampling.offer(sampling.Reason.SYMPTOMS, traced.symptomatic_people)
    sampling.offer(sampling.Reason.AREA, isolated.lockdowns_due)
    sampling.offer(sampling.GroupKind.F2, traced.second_line)
    sampling.offer(sampling.GroupKind.LOCKED, isolated.people_locked)
    sampling.offer(sampling.GroupKind.RETURNED, isolated.people_returned)
    every(timedelta(hours=1), laboratory.gather_due)
    every(timedelta(minutes=1), laboratory.pack)
    listen(cases.CaseRecorded, tracers.case_recorded)
    listen(cases.CaseConfirmed, tracers.case_changed)
    listen(cases.CaseCorrected, tracers.case_changed)
    listen(cases.CaseDiscarded, tracers.case_changed)
    listen(cases.CasesImported, keepers.cases_imported)  # first: tracing then finds the room-mates too
    listen(cases.CasesImported, tracers.cases_imported)
    listen(tracing.HistoryChanged, tracers.history_changed)
    listen(tracing.HistoryImported, tracers.history_imported)
    listen(tracing.ContactIsolated, tracers.contact_isolated)
    every(timedelta(hours=1), tracers.tidy)
    listen(people.PersonsWritten, matchers.persons_written, patient=True)
    listen(people.PersonsMerged, patients.persons_merged, laboratory.persons_merged, tracers.persons_merged)
    listen(people.MergeUndone, patients.merge_undone, laboratory.merge_undone, tracers.merge_undone)
    every(timedelta(hours=1), patients.follow_late)
    every(timedelta(hours=1), laboratory.follow_late)
    every(timedelta(hours=1), tracers.follow_late)
    listen(isolation.IsolationDecided, keepers.decided)
    listen(samples.SampleTaken, keepers.sampled)
    listen(samples.SamplesTaken, keepers.sampled)
    listen(samples.ResultsReported, keepers.sampled)
    listen(cases.CaseRecorded, keepers.case_known)
    listen(cases.CaseConfirmed, keepers.case_known)
    listen(cases.CaseDiscarded, keepers.case_judged)
    listen(cases.CaseConfirmed, keepers.case_judged)
    listen(cases.CaseCorrected, keepers.case_judged)
    listen(tracing.LevelsChanged, keepers.levels_changed)
    listen(people.PersonsMerged, keepers.persons_merged)
    listen(people.MergeUndone, keepers.merge_undone)
    every(timedelta(hours=1), keepers.settle)
    every(timedelta(hours=1), keepers.follow_late)
    listen(cases.CaseCorrected, nurses.case_changed)
    listen(cases.CaseDiscarded, nurses.case_changed)
    listen(cases.CaseConfirmed, nurses.case_changed)
    listen(treatment.CareBegan, watch.case_changed)
    listen(treatment.CareEnded, watch.case_changed)
    listen(cases.CaseConfirmed, levels.inputs_changed)
    listen(cases.CaseCorrected, levels.inputs_changed)
    listen(cases.CaseDiscarded, levels.inputs_changed)
    listen(tracing.ContactIsolated, levels.inputs_changed)
    listen(tasks.ScenarioBegun, levels.scenario_begun)
    listen(zones.InputsChanged, levels.inputs_changed)
    listen(places.PopulationRecorded, levels.inputs_changed)
    listen(places.BordersChanged, levels.inputs_changed)
    listen(cases.CasesImported, levels.cases_imported)
    listen(cases.CaseRecorded, levels.inputs_changed)
    listen(tracing.LevelsChanged, levels.inputs_changed)
    listen(treatment.CareEnded, levels.inputs_changed)
    every(timedelta(hours=1), levels.daily)
    every(timedelta(seconds=5), levels.settle)
    calendars.offer(meetings.happenings)
    for adapter in (godata, sormas):
        adapter.offer()
    listen(cases.CaseRecorded, watch.case_changed)
    listen(cases.CaseConfirmed, watch.case_changed)
    listen(cases.CaseCorrected, watch.case_changed)
    listen(cases.CaseDiscarded, watch.case_changed)
    listen(cases.CasesImported, watch.cases_imported)
    listen(tracing.HistoryChanged, watch.history_changed)
    listen(tracing.LevelsChanged, watch.case_changed)
    listen(tracing.ContactCalled, watch.contact_changed)
    listen(tracing.ContactIsolated, watch.contact_changed)
    every(timedelta(hours=1), watch.follow_open)
    every(timedelta(minutes=1), watch.pack)
    listen(tasks.DigestMade, reminders.digest_made)
    every(timedelta(minutes=15), reminders.tick)
    every(timedelta(minutes=15), reminders.digests)
    every(timedelta(minutes=1), bulletins.count)
    every(timedelta(minutes=5), bulletins.daily)
