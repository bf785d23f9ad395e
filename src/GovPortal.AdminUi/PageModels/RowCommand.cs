using Microsoft.AspNetCore.Http;

namespace GovPortal.AdminUi.PageModels;

/// <summary>
/// What a row button of a table field asks for where the browser runs no script: <c>_rows=add:Items</c>,
/// <c>remove:Items:2</c>, <c>up:Items:2</c>, <c>down:Items:2</c>.
/// </summary>
public sealed record RowCommand(string Verb, string Field, int Index)
{
    public const string FormKey = "_rows";

    /// <summary>Null where the form was sent by another button or the value makes no sense.</summary>
    public static RowCommand? Read(IFormCollection form)
    {
        var parts = form[FormKey].ToString().Split(':');
        return parts switch
        {
            ["add", { Length: > 0 } field] => new("add", field, -1),
            [("remove" or "up" or "down") and var verb, { Length: > 0 } field, var text]
                when int.TryParse(text, out var index) && index >= 0 => new(verb, field, index),
            _ => null,
        };
    }

    /// <summary>Applies the command; an index outside the list changes nothing.</summary>
    public void ApplyTo<T>(IList<T> rows, Func<T> create)
    {
        if (Verb == "add") rows.Add(create());
        if (Index < 0 || Index >= rows.Count) return;
        var other = Verb switch { "up" => Index - 1, "down" => Index + 1, _ => -1 };
        if (Verb == "remove") rows.RemoveAt(Index);
        else if (other >= 0 && other < rows.Count) (rows[Index], rows[other]) = (rows[other], rows[Index]);
    }
}
