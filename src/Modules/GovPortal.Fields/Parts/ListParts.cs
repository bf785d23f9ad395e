using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>A list of other items; they name it in their <see cref="ContainedPart"/>. It holds nothing itself.</summary>
internal sealed class ListPart : SilentPart
{
    public override string Name => ContentTypeDefinition.ListPart;
}

/// <summary>
/// The list an item stands in, and where: <c>{"ListContentItemId", "ListContentType", "Order"}</c>. An item outside every
/// list has none of the three. Whether the list exists is a draft rule's to say.
/// </summary>
internal sealed class ContainedPart : ContentElement
{
    public const int MaxOrder = 1_000_000;

    public override string Name => ContentTypeDefinition.ContainedPart;
    public override IReadOnlyList<string> Properties => ["ListContentItemId", "ListContentType", "Order"];
    public override bool IsStructural => true;
    public override bool IsWelded => true;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        var list = context.Called("所属列表");
        if (list.CheckText(value, "ListContentItemId", 64, "4kzpp7h9wn6rx5bq3mvj2tds8c") is { } id) yield return id;
        if (list.CheckText(value, "ListContentType", 200, "PolicyLibrary") is { } type) yield return type;
        var place = context with { DisplayName = "列表中的顺序" };
        if (!Stored.TryNumber(value["Order"], out var order) || order is { } n && n != decimal.Truncate(n)) yield return place.Wrong("Order", "1");
        else if (order is < -MaxOrder or > MaxOrder) yield return place.OutOfRange("Order", 0, MaxOrder);
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Line(form, context.Name("ListContentItemId")) is not { } picked) return;
        if (picked.Length == 0)
        {
            foreach (var property in Properties) value.Remove(property);
            return;
        }
        var (list, before) = (picked.Split('|', 2), value.Text("ListContentItemId"));
        value["ListContentItemId"] = list[0];
        if (list.Length == 2 && list[1].Length > 0) value["ListContentType"] = list[1];
        else if (list[0] != before) value.Remove("ListContentType");
        if (Posted.Line(form, context.Name("Order")) is { } typed)
        {
            value["Order"] = typed.Length == 0 ? 0 : Numbers.Typed(typed) is { } order ? Numbers.Node(order) : typed;
        }
        else if (!value.ContainsKey("Order"))
        {
            value["Order"] = 0;
        }
    }
}
