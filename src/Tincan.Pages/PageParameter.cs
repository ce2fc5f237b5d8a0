using Tincan.Pages.Expressions;

namespace Tincan.Pages;

/// <summary>Something that editions of a protocol define differently: <c>param swap-case = off | on "Swaps case."</c>.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Name">Its name: <c>--set NAME=VALUE</c>, and <c>$NAME</c> on the page.</param>
/// <param name="Default">Its value unless <c>--set</c> gives another.</param>
/// <param name="Choices">The values it takes; empty if it takes any text.</param>
/// <param name="Meaning">What it means, for help; empty if the page does not say.</param>
public sealed record PageParameter(Token At, string Name, string Default, IReadOnlyList<string> Choices, string Meaning)
{
    /// <summary>The holes in its text, such as <c>{line}</c>, in the order of the default: <c>$name("…")</c> fills them. A value has to have the last one.</summary>
    public IReadOnlyList<string> Holes { get; } = FillExpression.HolesOf(Default);
}
