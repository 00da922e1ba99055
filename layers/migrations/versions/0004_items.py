"""Incidents, illegal structures and service points."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_geospatial_table(
        "incident",
        sa.Column("category_code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_on_the_spot", sa.Boolean(), nullable=True),
        sa.Column("department_code", sa.String(), nullable=True),
        sa.Column("reporter", sa.String(), nullable=True),
        sa.Column("reporter_phone", sa.String(), nullable=True),
        sa.Column("datum", sa.String(), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"], name=op.f("fk_incident_category_code")),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("fk_incident_department_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_incident_source_external_id")),
    )
    op.create_geospatial_index("idx_incident_position", "incident", ["position"], postgresql_using="gist")
    op.create_index(op.f("ix_incident_category_code"), "incident", ["category_code"], unique=False)
    op.create_index(op.f("ix_incident_reported_at"), "incident", ["reported_at"], unique=False)
    op.create_index(op.f("ix_incident_status"), "incident", ["status"], unique=False)
    op.create_table(
        "incident_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("department_code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("fk_incident_event_department_code")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_event_incident_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_event")),
    )
    op.create_index(op.f("ix_incident_event_incident_id"), "incident_event", ["incident_id"], unique=False)
    op.create_geospatial_table(
        "illegal_structure",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("found_how", sa.String(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("penalty_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demolish_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("floors", sa.Integer(), nullable=True),
        sa.Column("area_m2", sa.Float(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("footprint", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False), nullable=True),
        sa.Column("datum", sa.String(), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_illegal_structure")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_illegal_structure_source_external_id")),
    )
    op.create_geospatial_index(
        "idx_illegal_structure_footprint", "illegal_structure", ["footprint"], postgresql_using="gist"
    )
    op.create_geospatial_index(
        "idx_illegal_structure_position", "illegal_structure", ["position"], postgresql_using="gist"
    )
    op.create_index(op.f("ix_illegal_structure_state"), "illegal_structure", ["state"], unique=False)
    op.create_geospatial_table(
        "service_point",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("datum", sa.String(), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_service_point_source_external_id")),
    )
    op.create_geospatial_index(
        "idx_service_point_position", "service_point", ["position"], postgresql_using="gist"
    )
    op.create_index(op.f("ix_service_point_kind"), "service_point", ["kind"], unique=False)


def downgrade() -> None:
    op.drop_geospatial_index("idx_service_point_position", "service_point", column_name="position")
    op.drop_geospatial_table("service_point")
    op.drop_geospatial_index("idx_illegal_structure_position", "illegal_structure", column_name="position")
    op.drop_geospatial_index("idx_illegal_structure_footprint", "illegal_structure", column_name="footprint")
    op.drop_geospatial_table("illegal_structure")
    op.drop_table("incident_event")
    op.drop_geospatial_index("idx_incident_position", "incident", column_name="position")
    op.drop_geospatial_table("incident")
