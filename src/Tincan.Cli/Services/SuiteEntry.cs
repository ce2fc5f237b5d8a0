using Tincan.Checks.Pages;
using Tincan.Checks.Suites;

namespace Tincan.Cli.Services;

/// <summary>A suite of a protocol. It is made when it is needed: a page takes time to read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Describe">Says in a sentence or two what it checks.</param>
/// <param name="Make">Makes it.</param>
internal sealed record SuiteEntry(string Name, Func<string> Describe, Func<Suite> Make)
{
    /// <summary>A suite in code.</summary>
    public static SuiteEntry Of(Suite suite) => new(suite.Name, () => suite.Description, () => suite);

    /// <summary>A side of a page that comes with Tincan, such as <c>echo.server</c>.</summary>
    public static SuiteEntry OfPage(string name) => new(name, () => PageSuite.DescribeLibrary(name), () => PageSuite.OfLibrary(name));
}
