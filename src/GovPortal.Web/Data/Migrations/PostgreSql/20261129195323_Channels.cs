using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ChannelPostings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ChannelId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    VersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ColumnId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    IsChange = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Task = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    NeedsHand = table.Column<bool>(type: "boolean", nullable: false),
                    ExternalId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastError = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ClaimId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    IsUnsure = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    StateUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SubmittedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AcceptedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OnlineUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    WithdrawnUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Outlet = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    Form = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    PrintedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RemovedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChannelPostings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChannelReceipts",
                columns: table => new
                {
                    Signature = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    TakenUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChannelReceipts", x => x.Signature);
                });

            migrationBuilder.CreateTable(
                name: "Channels",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    BaseUrl = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Account = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    CoverMediaId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ColumnIds = table.Column<string>(type: "text", nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    RepeatsChanges = table.Column<bool>(type: "boolean", nullable: false),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Channels", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_AgencyId_CreatedUtc",
                table: "ChannelPostings",
                columns: new[] { "AgencyId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_ContentItemId_CreatedUtc",
                table: "ChannelPostings",
                columns: new[] { "ContentItemId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_Due",
                table: "ChannelPostings",
                column: "DueUtc",
                filter: "\"Task\" <> 'None'");

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_Failed",
                table: "ChannelPostings",
                column: "StateUtc",
                filter: "\"State\" = 'Failed'");

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_Hand",
                table: "ChannelPostings",
                column: "StateUtc",
                filter: "\"NeedsHand\"");

            migrationBuilder.CreateIndex(
                name: "IX_ChannelPostings_Key",
                table: "ChannelPostings",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChannelReceipts_TakenUtc",
                table: "ChannelReceipts",
                column: "TakenUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChannelPostings");

            migrationBuilder.DropTable(
                name: "ChannelReceipts");

            migrationBuilder.DropTable(
                name: "Channels");
        }
    }
}
