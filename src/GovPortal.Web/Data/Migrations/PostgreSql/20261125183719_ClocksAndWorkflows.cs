using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ClocksAndWorkflows : Migration
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
                name: "ContainedItems",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    IsPublished = table.Column<bool>(type: "boolean", nullable: false),
                    ListContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContainedItems", x => new { x.ContentItemId, x.IsPublished });
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
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Channel = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    UserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    NoticeId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    WebhookId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Payload = table.Column<string>(type: "text", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    SentUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ParkedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DigestDays",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    QueuedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DigestDays", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "NoticePreferences",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Mail = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticePreferences", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    UserId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Tone = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    SubjectId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReadUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MailedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
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

            migrationBuilder.CreateTable(
                name: "Webhooks",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Secret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Tones = table.Column<string>(type: "text", nullable: false),
                    EventKinds = table.Column<string>(type: "text", nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowBlocks",
                columns: table => new
                {
                    WorkflowId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ActivityId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    WorkflowTypeId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    TypeVersion = table.Column<int>(type: "integer", nullable: false),
                    StepId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    WaitId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    CorrelationId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AfterEventId = table.Column<long>(type: "bigint", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowBlocks", x => new { x.WorkflowId, x.ActivityId });
                });

            migrationBuilder.CreateTable(
                name: "WorkflowInstances",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    WorkflowTypeId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    TypeVersion = table.Column<int>(type: "integer", nullable: false),
                    CorrelationId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Pending = table.Column<string>(type: "text", nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    ContentVersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    LastEventId = table.Column<long>(type: "bigint", nullable: false),
                    StepCount = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ClaimedBy = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    ClaimedUntilUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ModifiedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FinishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FaultActivityId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    Fault = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowInstances", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowStarts",
                columns: table => new
                {
                    WorkflowTypeId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    ActivityId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    EventKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    WorkflowId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowStarts", x => new { x.WorkflowTypeId, x.ActivityId, x.EventKey });
                });

            migrationBuilder.CreateTable(
                name: "WorkflowSteps",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    WorkflowId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ActivityId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    StepId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Outcome = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    FailureCodes = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowSteps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowTaskRoles",
                columns: table => new
                {
                    WaitId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    AgencyId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    SectionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowTaskRoles", x => new { x.WaitId, x.Role });
                });

            migrationBuilder.CreateTable(
                name: "WorkflowTypes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EnabledUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ShippedHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowTypes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowTypeVersions",
                columns: table => new
                {
                    WorkflowTypeId = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowTypeVersions", x => new { x.WorkflowTypeId, x.Version });
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
                name: "IX_ContainedItems_ListContentItemId_IsPublished_Order",
                table: "ContainedItems",
                columns: new[] { "ListContentItemId", "IsPublished", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineFeeds_SecretHash",
                table: "DeadlineFeeds",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Channel_DueUtc",
                table: "Deliveries",
                columns: new[] { "Channel", "DueUtc" },
                filter: "\"SentUtc\" IS NULL AND \"ParkedUtc\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_CreatedUtc",
                table: "Deliveries",
                column: "CreatedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Key",
                table: "Deliveries",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_WebhookId_CreatedUtc",
                table: "Deliveries",
                columns: new[] { "WebhookId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_CreatedUtc",
                table: "Notices",
                column: "CreatedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_CreatedUtc",
                table: "Notices",
                columns: new[] { "UserId", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_Key",
                table: "Notices",
                columns: new[] { "UserId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_MailedUtc",
                table: "Notices",
                columns: new[] { "UserId", "MailedUtc" },
                filter: "\"ReadUtc\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ObligationSignals_SweepId",
                table: "ObligationSignals",
                column: "SweepId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowBlocks_Name_WorkflowTypeId_TypeVersion_ActivityId_C~",
                table: "WorkflowBlocks",
                columns: new[] { "Name", "WorkflowTypeId", "TypeVersion", "ActivityId", "CorrelationId" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowBlocks_WaitId",
                table: "WorkflowBlocks",
                column: "WaitId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstances_ContentItemId",
                table: "WorkflowInstances",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstances_CorrelationId",
                table: "WorkflowInstances",
                column: "CorrelationId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstances_CreatedUtc",
                table: "WorkflowInstances",
                column: "CreatedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstances_Status_ModifiedUtc",
                table: "WorkflowInstances",
                columns: new[] { "Status", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstances_WorkflowTypeId_Status_CreatedUtc",
                table: "WorkflowInstances",
                columns: new[] { "WorkflowTypeId", "Status", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowStarts_AtUtc",
                table: "WorkflowStarts",
                column: "AtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowSteps_WorkflowId_Number",
                table: "WorkflowSteps",
                columns: new[] { "WorkflowId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowTaskRoles_Role_AgencyId",
                table: "WorkflowTaskRoles",
                columns: new[] { "Role", "AgencyId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarChanges");

            migrationBuilder.DropTable(
                name: "ContainedItems");

            migrationBuilder.DropTable(
                name: "DeadlineFeeds");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "DigestDays");

            migrationBuilder.DropTable(
                name: "NoticePreferences");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "ObligationChanges");

            migrationBuilder.DropTable(
                name: "ObligationSignals");

            migrationBuilder.DropTable(
                name: "PeriodicDuties");

            migrationBuilder.DropTable(
                name: "Webhooks");

            migrationBuilder.DropTable(
                name: "WorkflowBlocks");

            migrationBuilder.DropTable(
                name: "WorkflowInstances");

            migrationBuilder.DropTable(
                name: "WorkflowStarts");

            migrationBuilder.DropTable(
                name: "WorkflowSteps");

            migrationBuilder.DropTable(
                name: "WorkflowTaskRoles");

            migrationBuilder.DropTable(
                name: "WorkflowTypes");

            migrationBuilder.DropTable(
                name: "WorkflowTypeVersions");

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
