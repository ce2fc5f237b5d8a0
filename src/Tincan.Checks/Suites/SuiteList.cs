namespace Tincan.Checks.Suites;

/// <summary>All suites.</summary>
public static class SuiteList
{
    /// <summary>All suites, in the order in which they are listed.</summary>
    public static IReadOnlyList<Suite> All { get; } =
    [
        WelcomeServerSuite.Suite,
        ReverseServerSuite.Suite,
        TalkServerSuite.Suite,
        EchoServerSuite.Suite,
        NamesServerSuite.Suite,
        BookServerSuite.Suite,
        ReverseClientSuite.Suite,
        SendClientSuite.Suite,
        TalkClientSuite.Suite,
        ResolverServerSuite.Suite,
        ResolveClientSuite.Suite,
        LookupClientSuite.Suite,
    ];
}
