using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ReviewForms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ReviewForms",
                columns: table => new
                {
                    VersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ManifestHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AgencyName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    SectionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    SectionName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ColumnTitle = table.Column<string>(type: "character varying(210)", maxLength: 210, nullable: false),
                    Carrier = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    DocumentNumber = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    Source = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Channels = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PlannedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PersonalData = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    PersonalDataNote = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    ThirdParty = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ThirdPartyNote = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    Note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    FilledBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    FilledUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewForms", x => x.VersionId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewForms_AgencyId_FilledUtc",
                table: "ReviewForms",
                columns: new[] { "AgencyId", "FilledUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewForms_ContentItemId",
                table: "ReviewForms",
                column: "ContentItemId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReviewForms");
        }
    }
}
