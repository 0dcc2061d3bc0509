"""Every level that a comparison can end in has words, so that a doubt can be judged."""

import pytest

from sync.linkage.comparison import GRADES, LEVELS
from sync.messages.evidence import TEXTS

# Levels that say nothing: they are never shown.
SILENT = {"none", "other-source", "named"}


@pytest.mark.parametrize("what", [what for what in LEVELS if what != "name"])
def test_every_level_has_its_words(what):
    assert [level for level in LEVELS[what] if level not in SILENT and f"{what}-{level}" not in TEXTS] == []


@pytest.mark.parametrize("part", ["given", "family"])
def test_every_grade_of_a_part_of_a_name_has_its_words(part):
    assert [grade for grade in GRADES if grade != "missing" and f"{part}-{grade}" not in TEXTS] == []
