namespace Tincan.Pages;

/// <summary>When students may see a case and its result. The words are those of Gradescope's results.</summary>
public enum Visibility
{
    /// <summary>Always.</summary>
    Visible,

    /// <summary>After the due date of the assignment, which the grading system knows: <c>{until=due}</c>.</summary>
    AfterDueDate,

    /// <summary>After the grades are published: <c>{until=published}</c>.</summary>
    AfterPublished,

    /// <summary>Never, or not before a day: <c>{hidden}</c>, <c>{until=2026-12-24}</c>.</summary>
    Hidden,
}
