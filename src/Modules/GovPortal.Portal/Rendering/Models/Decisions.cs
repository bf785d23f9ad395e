namespace GovPortal.Portal.Rendering.Models;

/// <summary>A consultation (意见征集).</summary>
/// <param name="State"><c>waiting</c>, <c>open</c> or <c>closed</c>.</param>
/// <param name="DaysLeft">Days after today on which comments are still taken; 0 on the last one.</param>
/// <param name="ExplanationHtml">起草说明; empty where there is none.</param>
/// <param name="Contacts">Where comments are taken beside the form: telephone, mail, letters.</param>
/// <param name="FormUrl">Where the form is sent.</param>
public sealed record ConsultationPart(
    string Id, string State, DateOnly? Opens, DateOnly? Closes, int DaysLeft, string ExplanationHtml, IReadOnlyList<ItemField> Contacts, string FormUrl) : ITemplateModel;

/// <summary>What became of the comments (采纳情况).</summary>
public sealed record AdoptionPart(
    string Received, string Adopted, string Partly, string NotAdopted, string Unrelated, string Caption,
    IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ITemplateModel;

/// <param name="ExemptionReason">Why there was no public consultation; null where there was one.</param>
public sealed record DecisionPart(DateOnly? Decided, string? ExemptionReason) : ITemplateModel;

/// <summary>A measure that is being carried out (政策执行): plan against actual.</summary>
/// <param name="Progress">Percent done, as the section reports it.</param>
/// <param name="Planned">Percent of the steps whose planned day has come; null where no step has one.</param>
public sealed record ExecutionPart(
    string? Task, string? TaskSource, DateOnly? Due, DateOnly? Completed, int Progress, int? Planned, IReadOnlyList<ExecutionStepRow> Steps) : ITemplateModel;

/// <param name="State"><c>done</c>, <c>late</c> (done after its day), <c>overdue</c> (not done, its day is over) or <c>todo</c>.</param>
public sealed record ExecutionStepRow(string Title, DateOnly? Planned, DateOnly? Actual, string State, string Note) : ITemplateModel;

/// <param name="Kind"><c>draft</c>, <c>consultation</c>, <c>report</c> or <c>decision</c>.</param>
/// <param name="State"><c>done</c>, <c>current</c> or <c>todo</c>.</param>
/// <param name="Title">Null where it is not there yet.</param>
/// <param name="Here">It is the page being shown.</param>
public sealed record TimelineStep(string Kind, string State, string? Title, string? Url, DateOnly? From, DateOnly? To, bool Here) : ITemplateModel;
