"""What people type about areas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.rooms.places import rules

EDITIONS = [(rules.OLD, _("Ba cấp, đến 30/6/2025")), (rules.NEW, _("Hai cấp, từ 1/7/2025"))]
LARGEST = 60 * 1024 * 1024


class BoundariesForm(ActionForm):
    """A GeoJSON file of outlines."""

    file = forms.FileField(
        label=_("Tệp GeoJSON"),
        help_text=_("Toạ độ WGS84 (kinh độ, vĩ độ); mỗi đối tượng có mã đơn vị hành chính trong thuộc tính."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    edition = forms.ChoiceField(label=_("Mã trong tệp thuộc bộ đơn vị"), choices=EDITIONS)
    source = forms.CharField(
        label=_("Nguồn"), max_length=160, help_text=_("Cơ quan cấp, số văn bản, ngày; hiện cạnh bản vẽ.")
    )

    def clean_file(self) -> bytes:
        """The bytes of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 60 MB. Hãy đơn giản hóa hoặc chia theo tỉnh."))
        content: bytes = file.read()
        return content


class PopulationForm(ActionForm):
    """The population of an area."""

    population = forms.IntegerField(
        label=_("Dân số"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    as_of = DayField(label=_("Tính đến ngày"))
    source = forms.CharField(label=_("Nguồn"), max_length=160)
