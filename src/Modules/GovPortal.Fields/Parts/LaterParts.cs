using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>An instant in a part: edited in civil time, stored in UTC.</summary>
internal abstract class LaterPart(string name, string property, string called) : ContentElement
{
    public override string Name => name;
    public override IReadOnlyList<string> Properties => [property];
    public override bool IsStructural => true;
    public override string? EditorPartial(ElementContext context) => "Elements/LaterPart";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        InstantValue.Check(context.Called(called), value, property, complete);

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => InstantValue.ReadForm(context, form, value, property);
}

/// <summary>When the item is wished to go online (定时发布): <c>{"ScheduledPublishUtc"}</c>. The wish opens no way round a review.</summary>
internal sealed class PublishLaterPart() : LaterPart("PublishLaterPart", "ScheduledPublishUtc", "定时发布");

/// <summary>When the item is wished to go offline (定时下线): <c>{"ScheduledArchiveUtc"}</c>.</summary>
internal sealed class ArchiveLaterPart() : LaterPart("ArchiveLaterPart", "ScheduledArchiveUtc", "定时下线");
