using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class RequestFollowUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OnBehalfOf",
                table: "RequestSteps",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RequestDuties",
                columns: table => new
                {
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    UserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestDuties", x => new { x.AgencyId, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "RequestFollowUps",
                columns: table => new
                {
                    RequestId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SubjectColumnId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ReviewOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Reviews = table.Column<int>(type: "integer", nullable: false),
                    IsDisclosable = table.Column<bool>(type: "boolean", nullable: false),
                    DisclosedItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestFollowUps", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "RequestLetterCounters",
                columns: table => new
                {
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Word = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestLetterCounters", x => new { x.AgencyId, x.Word, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "RequestLetterDeliveries",
                columns: table => new
                {
                    LetterId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Way = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    IsServed = table.Column<bool>(type: "boolean", nullable: false),
                    Details = table.Column<string>(type: "text", nullable: false),
                    RecordedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RecordedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestLetterDeliveries", x => new { x.LetterId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "RequestLetters",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    RequestId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Word = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: true),
                    NumberText = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    TemplateVersion = table.Column<int>(type: "integer", nullable: false),
                    HoldsApplicant = table.Column<bool>(type: "boolean", nullable: false),
                    MadeBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    VoidedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    VoidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    VoidReason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestLetters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestLetterTemplates",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestLetterTemplates", x => new { x.Kind, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "RequestOwnDataCases",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    EnteredUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Person = table.Column<string>(type: "text", nullable: true),
                    PersonErasedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Record = table.Column<string>(type: "text", nullable: true),
                    Evidence = table.Column<string>(type: "text", nullable: true),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    EndedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EnteredBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    EndedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestOwnDataCases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestStandIns",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    FromUserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ToUserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    FromDate = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RevokedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestStandIns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_AgencyEnded",
                table: "DisclosureRequests",
                columns: new[] { "AgencyId", "EndedUtc", "ReceivedOn", "DueUtc", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_AgencyOpen",
                table: "DisclosureRequests",
                columns: new[] { "AgencyId", "State", "DueUtc", "IsPaused", "SectionId" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_AgencyReceived",
                table: "DisclosureRequests",
                columns: new[] { "AgencyId", "ReceivedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_SectionEnded",
                table: "DisclosureRequests",
                columns: new[] { "SectionId", "EndedUtc", "ReceivedOn", "DueUtc", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_SectionOpen",
                table: "DisclosureRequests",
                columns: new[] { "SectionId", "State", "DueUtc", "IsPaused", "AgencyId" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureRequests_SectionReceived",
                table: "DisclosureRequests",
                columns: new[] { "SectionId", "ReceivedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestDuties_UserId_Day",
                table: "RequestDuties",
                columns: new[] { "UserId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestFollowUps_IsDisclosable",
                table: "RequestFollowUps",
                column: "IsDisclosable");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFollowUps_ReviewOn",
                table: "RequestFollowUps",
                column: "ReviewOn");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFollowUps_SubjectColumnId_RequestId",
                table: "RequestFollowUps",
                columns: new[] { "SubjectColumnId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestLetters_AgencyId_Word_Year_Number",
                table: "RequestLetters",
                columns: new[] { "AgencyId", "Word", "Year", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequestLetters_RequestId",
                table: "RequestLetters",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestOwnDataCases_AgencyId_EndedUtc_DueUtc",
                table: "RequestOwnDataCases",
                columns: new[] { "AgencyId", "EndedUtc", "DueUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestStandIns_FromUserId_UntilDate",
                table: "RequestStandIns",
                columns: new[] { "FromUserId", "UntilDate" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestStandIns_ToUserId_UntilDate",
                table: "RequestStandIns",
                columns: new[] { "ToUserId", "UntilDate" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RequestDuties");

            migrationBuilder.DropTable(
                name: "RequestFollowUps");

            migrationBuilder.DropTable(
                name: "RequestLetterCounters");

            migrationBuilder.DropTable(
                name: "RequestLetterDeliveries");

            migrationBuilder.DropTable(
                name: "RequestLetters");

            migrationBuilder.DropTable(
                name: "RequestLetterTemplates");

            migrationBuilder.DropTable(
                name: "RequestOwnDataCases");

            migrationBuilder.DropTable(
                name: "RequestStandIns");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_AgencyEnded",
                table: "DisclosureRequests");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_AgencyOpen",
                table: "DisclosureRequests");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_AgencyReceived",
                table: "DisclosureRequests");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_SectionEnded",
                table: "DisclosureRequests");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_SectionOpen",
                table: "DisclosureRequests");

            migrationBuilder.DropIndex(
                name: "IX_DisclosureRequests_SectionReceived",
                table: "DisclosureRequests");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                table: "RequestSteps");
        }
    }
}
