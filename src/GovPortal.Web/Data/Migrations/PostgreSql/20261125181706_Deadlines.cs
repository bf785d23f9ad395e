using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Deadlines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Obligations_SectionId_DueUtc",
                table: "Obligations");

            migrationBuilder.AddColumn<int>(
                name: "ChangeCount",
                table: "Obligations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ExplainedUtc",
                table: "Obligations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Explanation",
                table: "Obligations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NextSignalUtc",
                table: "Obligations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PausedUtc",
                table: "Obligations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarChanges",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Why = table.Column<string>(type: "text", nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CalendarVersion = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    DaysChanged = table.Column<int>(type: "integer", nullable: false),
                    ClocksChanged = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarChanges", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "DeadlineFeeds",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SectionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SecretHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RotatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RevokedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadlineFeeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ObligationChanges",
                columns: table => new
                {
                    ObligationId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    OnDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Amount = table.Column<int>(type: "integer", nullable: false),
                    Why = table.Column<string>(type: "text", nullable: false),
                    ActorId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObligationChanges", x => new { x.ObligationId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ObligationSignals",
                columns: table => new
                {
                    ObligationId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Signal = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SentUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SweepId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObligationSignals", x => new { x.ObligationId, x.Signal, x.DueUtc });
                });

            migrationBuilder.CreateTable(
                name: "PeriodicDuties",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Rule = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    SectionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Basis = table.Column<string>(type: "text", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeriodicDuties", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Obligations_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations",
                columns: new[] { "CancelledUtc", "MetUtc", "DueUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Obligations_ColumnId_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations",
                columns: new[] { "ColumnId", "CancelledUtc", "MetUtc", "DueUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Obligations_NextSignalUtc",
                table: "Obligations",
                column: "NextSignalUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Obligations_SectionId_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations",
                columns: new[] { "SectionId", "CancelledUtc", "MetUtc", "DueUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineFeeds_SecretHash",
                table: "DeadlineFeeds",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ObligationSignals_SweepId",
                table: "ObligationSignals",
                column: "SweepId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarChanges");

            migrationBuilder.DropTable(
                name: "DeadlineFeeds");

            migrationBuilder.DropTable(
                name: "ObligationChanges");

            migrationBuilder.DropTable(
                name: "ObligationSignals");

            migrationBuilder.DropTable(
                name: "PeriodicDuties");

            migrationBuilder.DropIndex(
                name: "IX_Obligations_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations");

            migrationBuilder.DropIndex(
                name: "IX_Obligations_ColumnId_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations");

            migrationBuilder.DropIndex(
                name: "IX_Obligations_NextSignalUtc",
                table: "Obligations");

            migrationBuilder.DropIndex(
                name: "IX_Obligations_SectionId_CancelledUtc_MetUtc_DueUtc_Id",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "ChangeCount",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "ExplainedUtc",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "Explanation",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "NextSignalUtc",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "PausedUtc",
                table: "Obligations");

            migrationBuilder.CreateIndex(
                name: "IX_Obligations_SectionId_DueUtc",
                table: "Obligations",
                columns: new[] { "SectionId", "DueUtc" });
        }
    }
}
