"""A person's page says that he is a case or a contact, to those who may know."""

import pytest

from vungxanh.testing import case, client_as, person

pytestmark = pytest.mark.django_db


def test_the_page_of_a_sick_person_leads_to_his_case() -> None:
    index = case(person("Trần Thị Mẫu"))
    browser = client_as("officer")
    part = f"/today/person/{index.person_id}/"
    assert part in browser.get(f"/people/{index.person_id}/").content.decode()
    text = browser.get(part).content.decode()
    assert f"/cases/{index.pk}/" in text
    assert index.code in text


def test_somebody_healthy_is_said_to_be_in_no_list() -> None:
    healthy = person("Lê Văn Khỏe")
    assert "Chưa là ca bệnh" in client_as("officer").get(f"/today/person/{healthy.pk}/").content.decode()


def test_another_district_learns_nothing() -> None:
    index = case(person("Trần Thị Mẫu"))
    text = client_as("officer", area="3/12/111/").get(f"/today/person/{index.person_id}/").content.decode()
    assert index.code not in text
