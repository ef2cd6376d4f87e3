from treatytracker.management.commands.document_models import DOCUMENT, MARK, renewed
from treatytracker.model_tables import FLOORS, model_tables, of_floor, own_fields


def test_document_of_the_models_is_up_to_date():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.count(MARK) == 1
    assert text == renewed(text), "run manage.py document_models"


def test_tables_name_every_model_and_field_but_no_history():
    tables = model_tables()
    for floor in FLOORS:
        for model in of_floor(floor):
            section = tables.partition(f"### {model.__name__}\n")[2].partition("\n### ")[0]
            assert section, model
            for field in own_fields(model):
                assert f"| `{field.name}` |" in section, field
    assert "Historical" not in tables


def test_diagram_points_across_the_floors():
    assert 'Article o|--o{ Target : "article"' in model_tables()
    assert 'Theme }o--o{ Recommendation : "themes"' in model_tables()
