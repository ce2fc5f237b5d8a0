using Tincan.Checks.Pages;
using Tincan.Checks.Suites;

namespace Tincan.Cli.Services;

/// <summary>A suite of a protocol: a side of a page that comes with Tincan. It is made when it is needed, because a page takes time to read.</summary>
/// <param name="Name">Its name, such as <c>echo.server</c>.</param>
internal sealed record SuiteEntry(string Name)
{
    /// <summary>Says in a sentence or two what it checks.</summary>
    public string Describe() => PageSuite.DescribeLibrary(Name);

    /// <summary>Makes it.</summary>
    public Suite Make() => PageSuite.OfLibrary(Name);
}
