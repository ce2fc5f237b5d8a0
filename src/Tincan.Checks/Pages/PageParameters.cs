using Tincan.Pages;

namespace Tincan.Checks.Pages;

/// <summary>The parameters of a page as those of a suite.</summary>
internal static class PageParameters
{
    public static IReadOnlyList<Parameter> Of(Page page) =>
        [.. page.Parameters.Select(static parameter => new Parameter(parameter.Name, parameter.Meaning, parameter.Default) { Choices = parameter.Choices })];

    /// <summary>The values that were set.</summary>
    public static IReadOnlyDictionary<string, string> Given(Page page, CheckOptions options) =>
        page.Parameters.Where(parameter => options.Given.ContainsKey(parameter.Name)).ToDictionary(static parameter => parameter.Name, parameter => options.Given[parameter.Name]);
}
