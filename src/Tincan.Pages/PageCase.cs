using Tincan.Pages.Transcripts;

namespace Tincan.Pages;

/// <summary>A case: a heading with a transcript under it.</summary>
/// <param name="At">Where its heading is on the page.</param>
/// <param name="Id">Its id, as in <c>{#adds}</c>; otherwise made from the title.</param>
/// <param name="Title">The heading.</param>
/// <param name="Requirement">The first paragraph; the title if there is none.</param>
/// <param name="Why">The other paragraphs.</param>
/// <param name="Hint">The quote that begins with "Hint:".</param>
/// <param name="Transcript">The conversation.</param>
public sealed record PageCase(Token At, string Id, string Title, string Requirement, string Why, string Hint, Transcript Transcript)
{
    /// <summary>A recommendation: a program that does not follow it still passes. <c>{should}</c>.</summary>
    public bool IsRecommendation { get; init; }

    /// <summary>It is not run again with its bytes split, coalesced or late, because it is not about them. <c>{once}</c>.</summary>
    public bool IsOnce { get; init; }

    /// <summary>What it counts: <c>{points=2}</c>. 1 if the page does not say.</summary>
    public int Points { get; init; } = 1;

    /// <summary>The parameters that it judges, <c>{about=greeting}</c>: the check finds the program's own value, and uses it for all other cases.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>It is only for a program whose lines have no ends: <c>{raw}</c>. Defaults to false.</summary>
    public bool IsWithoutLineEnds { get; init; }

    /// <summary>When students may see it: <c>{hidden}</c>, <c>{until=due}</c>, <c>{until=published}</c>.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The day from which it is visible: <c>{until=2026-12-24}</c>; null if no day makes it so.</summary>
    public DateOnly? HiddenUntil { get; init; }

    /// <summary>It checks only this side, <c>{side=server}</c>; null if both.</summary>
    public RoleKind? Side { get; init; }

    /// <summary>It counts if one of these parameters has this value, <c>{when=edition:2025|2026}</c>; otherwise it is left out. Empty: it always counts.</summary>
    public IReadOnlyList<(string Parameter, string Value)> When { get; init; } = [];

    /// <summary>Whether it is kept from students on a day.</summary>
    public bool IsHiddenOn(DateOnly day) => Visibility != Visibility.Visible && !(HiddenUntil <= day);
}
