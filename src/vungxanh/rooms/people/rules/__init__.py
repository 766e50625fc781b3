"""What is known of a person, and what of it may be shown. Pure."""

from vungxanh.rooms.people.rules.birth import Birth, age_on, birth_years_of_ages, read_birth
from vungxanh.rooms.people.rules.card import Card, read_card
from vungxanh.rooms.people.rules.citizen import CitizenNumber, check_citizen_id, citizen_digits, read_citizen_id
from vungxanh.rooms.people.rules.keys import LONGEST_WORD, as_number, match_keys, name_ends, spellings
from vungxanh.rooms.people.rules.names import check_name, name_keys, upper_bound
from vungxanh.rooms.people.rules.pairs import EMPTY, PAIR_STATES, TAKEN, PairState, order
from vungxanh.rooms.people.rules.phone import normal_phone, why_not_a_phone
from vungxanh.rooms.people.rules.rows import HouseholdRow, PersonRow
from vungxanh.rooms.people.rules.sex import SEXES, Sex, read_sex

SEALED = ("citizen_id", "phone", "address")
"""What ``open_identity`` may open, in the order it is shown."""

COMMUNE_DIGITS = 5
"""Of the GSO code of a commune, before and after 2025; codes above are shorter."""

__all__ = [
    "COMMUNE_DIGITS",
    "EMPTY",
    "LONGEST_WORD",
    "PAIR_STATES",
    "SEALED",
    "SEXES",
    "TAKEN",
    "Birth",
    "Card",
    "CitizenNumber",
    "HouseholdRow",
    "PairState",
    "PersonRow",
    "Sex",
    "age_on",
    "as_number",
    "birth_years_of_ages",
    "check_citizen_id",
    "check_name",
    "citizen_digits",
    "match_keys",
    "name_ends",
    "name_keys",
    "normal_phone",
    "order",
    "read_birth",
    "read_card",
    "read_citizen_id",
    "read_sex",
    "spellings",
    "upper_bound",
    "why_not_a_phone",
]
