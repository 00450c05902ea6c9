"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables in an empty database."""
    op.create_table(
        "student",
        sa.Column("id", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_student"),
    )
    op.create_table(
        "assignment",
        sa.Column("name", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_assignment"),
    )
    _create_attempt()
    _create_grading()
    _create_results()


def _create_attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_name", sa.String(255), nullable=False),
        sa.Column("student_id", sa.String(255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.ForeignKeyConstraint(
            ["assignment_name"], ["assignment.name"], name="fk_attempt_assignment_name"
        ),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_attempt_student_id"),
        sa.UniqueConstraint(
            "assignment_name",
            "student_id",
            "number",
            name="uq_attempt_assignment_name_student_id_number",
        ),
        sa.UniqueConstraint(
            "assignment_name",
            "student_id",
            "sha256",
            name="uq_attempt_assignment_name_student_id_sha256",
        ),
    )


def _create_grading() -> None:
    op.create_table(
        "grading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("graded_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("max_score", sa.Double(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("release_hash", sa.Text(), nullable=False),
        sa.Column("seed_id", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("python_version", sa.Text(), nullable=False),
        sa.Column("numpy_version", sa.Text(), nullable=False),
        sa.Column("executed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_grading"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_grading_attempt_id"),
    )
    op.create_index("ix_grading_attempt_id", "grading", ["attempt_id"])


def _create_results() -> None:
    op.create_table(
        "question_result",
        sa.Column("grading_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("mistake", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("grading_id", "position", name="pk_question_result"),
        sa.ForeignKeyConstraint(
            ["grading_id"], ["grading.id"], name="fk_question_result_grading_id"
        ),
    )
    op.create_table(
        "case_result",
        sa.Column("grading_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "grading_id", "question_position", "position", name="pk_case_result"
        ),
        sa.ForeignKeyConstraint(
            ["grading_id", "question_position"],
            ["question_result.grading_id", "question_result.position"],
            name="fk_case_result_grading_id_question_position",
        ),
    )
