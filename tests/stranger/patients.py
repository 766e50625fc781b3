"""Somebody ill in a bed of a facility, asked to be taken by another one."""

from typing import Any

from vungxanh.kernel.actor import system
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.treatment import actions as treatment
from vungxanh.rooms.treatment import queries
from vungxanh.testing import AT, COMMUNE

SYSTEM = system("thử")


def lay(ids: dict[str, Any], name: str) -> None:
    """The case of the world in care; ``name`` in every text."""
    common: dict[str, Any] = {"by": SYSTEM, "at": AT}
    measure = treatment.Measure(spo2=95, rr=22, symptoms=True)
    facts = treatment.TriageFacts(age=34, measure=measure)
    made = []
    for number, tier in ((1, 2), (2, 3)):
        about = sites.SiteFacts(name=f"Bệnh viện thử {number}", kind=sites.SiteKind.HOSPITAL, note=f"Có {name}")
        site = sites.plan(**common, area_path=COMMUNE, facts=about)
        sites.add_rooms(**common, site_id=site.pk, first="1", beds=2)
        sites.order(**common, site_id=site.pk, ordered_at=AT)
        sites.open_site(**common, site_id=site.pk, reason="thử nghiệm")
        kit = treatment.FacilityFacts(tier=tier, oxygen_points=2, note=f"Trực: {name}")
        made.append(treatment.set_up(**common, site_id=site.pk, facts=kit))
    treatment.triage(**common, case_id=ids["case_id"], facts=facts, tier=3, reason=f"Vì {name}")
    bed = queries.free_beds(by=SYSTEM, site_id=made[0].pk)[0].bed_id
    course = treatment.admit(**common, case_id=ids["case_id"], bed_id=bed, reason=f"Vì {name}")
    treatment.examine(**common, course_id=course.pk, measure=measure, note_text=f"Gặp {name}")
    asked = treatment.ask_transfer(**common, course_id=course.pk, site_id=made[1].pk, reason=f"{name} khó thở")
    treatment.record_oxygen(**common, site_id=made[0].pk, day=AT.date(), cylinders=3, note_text=name)
    treatment.set_up(**common, site_id=ids["site_id"], facts=treatment.FacilityFacts(tier=1, note=name))
    ids |= {
        "course_id": course.pk,
        "course_ids": [course.pk],
        "transfer_id": asked.pk,
        "measure": measure,
        "said": {1: True},
        "triage_facts": facts,
    }
