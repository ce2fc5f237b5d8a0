using Tincan.Pages;

namespace Tincan.Checks.Pages;

/// <summary>The parameters of a page as those of a suite.</summary>
internal static class PageParameters
{
    public static IReadOnlyList<Parameter> Of(Page page, string suite) =>
    [
        .. page.Parameters.Select(parameter => new Parameter(parameter.Name, parameter.Meaning, parameter.Default)
        {
            Choices = parameter.Choices,
            Cases = [.. page.Cases.Where(one => one.About.Contains(parameter.Name)).Select(one => $"{suite}.{one.Id}")],
        }),
    ];

    /// <summary>The values of the parameters, as they are set or were found.</summary>
    public static IReadOnlyDictionary<string, string> Given(Page page, CheckOptions options) =>
        page.Parameters.ToDictionary(static parameter => parameter.Name, parameter => options.Given.GetValueOrDefault(parameter.Name) ?? options.Found.GetValueOrDefault(parameter.Name) ?? parameter.Default);
}
