using Tincan.Pages;

namespace Tincan.Checks.Pages;

/// <summary>The parameters of a page as those of a suite.</summary>
internal static class PageParameters
{
    /// <param name="page">The page.</param>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="own">The cases of the page in the suite. What only others mention is no parameter of it.</param>
    public static IReadOnlyList<Parameter> Of(Page page, string suite, IReadOnlyList<PageCase> own) =>
    [
        .. page.Parameters.Where(parameter => own.Any(one => IsAbout(one, parameter.Name)) || !page.Cases.Any(one => IsAbout(one, parameter.Name))).Select(parameter => new Parameter(parameter.Name, parameter.Meaning, parameter.Default)
        {
            Choices = parameter.Choices,
            IsSeconds = page.IsTime(parameter.Name),
            Placeholder = parameter.Holes is [.., var hole] ? hole : null,
            Cases = [.. own.Where(one => one.About.Contains(parameter.Name)).Select(one => $"{suite}.{one.Id}")],
        }),
    ];

    private static bool IsAbout(PageCase one, string parameter) => one.About.Contains(parameter) || one.When.Any(alternative => alternative.Parameter == parameter) || one.Transcript.Mentions(parameter);

    /// <summary>The values of the parameters, as they are set or were found.</summary>
    public static IReadOnlyDictionary<string, string> Given(Page page, CheckOptions options) =>
        page.Parameters.ToDictionary(static parameter => parameter.Name, parameter => options.Given.GetValueOrDefault(parameter.Name) ?? options.Found.GetValueOrDefault(parameter.Name) ?? parameter.Default);
}
