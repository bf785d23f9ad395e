using System.Collections.Frozen;

namespace GovPortal.Kernel.Publishing;

/// <summary>Where a version stands.</summary>
public enum VersionState
{
    /// <summary>草稿: being written; the only state in which content changes.</summary>
    Draft,
    /// <summary>审查中: frozen, waiting for the next step of its route.</summary>
    InReview,
    /// <summary>已退回: a reviewer sent it back; the next draft starts from it.</summary>
    Returned,
    /// <summary>已撤回: its author took it back before it was decided.</summary>
    Recalled,
    /// <summary>待发布: every step approved; in the publisher's queue.</summary>
    Approved,
    /// <summary>定时发布: approved, with an instant to go online.</summary>
    Scheduled,
    /// <summary>已发布: live.</summary>
    Published,
    /// <summary>已被新版本取代.</summary>
    Superseded,
    /// <summary>已下线: taken off the public site with a reason.</summary>
    Withdrawn,
    /// <summary>已清除: bytes removed, hash and reason kept.</summary>
    Purged,
    /// <summary>已放弃: a draft that was given up.</summary>
    Discarded,
}

/// <summary>What can be done to a version.</summary>
public enum VersionVerb { Save, Discard, Submit, Recall, Approve, Complete, SendBack, Return, Schedule, Unschedule, Publish, Supersede, Withdraw, Purge }

/// <summary>The one table of what may follow what. The state diagram in docs/publishing.md is checked against it.</summary>
public static class Transitions
{
    private static readonly FrozenDictionary<(VersionState, VersionVerb), VersionState> Table =
        new Dictionary<(VersionState, VersionVerb), VersionState>
        {
            [(VersionState.Draft, VersionVerb.Save)] = VersionState.Draft,
            [(VersionState.Draft, VersionVerb.Discard)] = VersionState.Discarded,
            [(VersionState.Draft, VersionVerb.Submit)] = VersionState.InReview,
            [(VersionState.InReview, VersionVerb.Approve)] = VersionState.InReview,
            [(VersionState.InReview, VersionVerb.Complete)] = VersionState.Approved,
            [(VersionState.InReview, VersionVerb.SendBack)] = VersionState.InReview,
            [(VersionState.InReview, VersionVerb.Return)] = VersionState.Returned,
            [(VersionState.InReview, VersionVerb.Recall)] = VersionState.Recalled,
            [(VersionState.Approved, VersionVerb.Recall)] = VersionState.Recalled,
            [(VersionState.Approved, VersionVerb.Return)] = VersionState.Returned,
            [(VersionState.Approved, VersionVerb.Schedule)] = VersionState.Scheduled,
            [(VersionState.Approved, VersionVerb.Publish)] = VersionState.Published,
            [(VersionState.Scheduled, VersionVerb.Unschedule)] = VersionState.Approved,
            [(VersionState.Scheduled, VersionVerb.Publish)] = VersionState.Published,
            [(VersionState.Published, VersionVerb.Supersede)] = VersionState.Superseded,
            [(VersionState.Published, VersionVerb.Withdraw)] = VersionState.Withdrawn,
            [(VersionState.Returned, VersionVerb.Purge)] = VersionState.Purged,
            [(VersionState.Recalled, VersionVerb.Purge)] = VersionState.Purged,
            [(VersionState.Superseded, VersionVerb.Purge)] = VersionState.Purged,
            [(VersionState.Withdrawn, VersionVerb.Purge)] = VersionState.Purged,
            [(VersionState.Discarded, VersionVerb.Purge)] = VersionState.Purged,
        }.ToFrozenDictionary();

    /// <summary>Every allowed step, for the documentation test and the admin's help.</summary>
    public static IEnumerable<(VersionState From, VersionVerb Verb, VersionState To)> All =>
        Table.Select(t => (t.Key.Item1, t.Key.Item2, t.Value));

    /// <summary>The state after the verb, or null where the verb is not allowed.</summary>
    public static VersionState? Next(VersionState from, VersionVerb verb) =>
        Table.TryGetValue((from, verb), out var to) ? to : null;

    /// <summary>The state's Chinese name; a key of the interface texts.</summary>
    public static string Title(VersionState state) => state switch
    {
        VersionState.Draft => "草稿",
        VersionState.InReview => "审查中",
        VersionState.Returned => "已退回",
        VersionState.Recalled => "已撤回",
        VersionState.Approved => "待发布",
        VersionState.Scheduled => "定时发布",
        VersionState.Published => "已发布",
        VersionState.Superseded => "已被新版取代",
        VersionState.Withdrawn => "已下线",
        VersionState.Purged => "已清除",
        VersionState.Discarded => "已放弃",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>States that are over: the next change of the item starts a new version.</summary>
    public static bool IsFinal(VersionState state) =>
        state is not (VersionState.Draft or VersionState.InReview or VersionState.Approved or VersionState.Scheduled);
}
