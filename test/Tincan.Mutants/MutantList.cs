namespace Tincan.Mutants;

/// <summary>All mutants.</summary>
internal static class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. WelcomeServerMutants.All,
        .. ReverseServerMutants.All,
        .. TalkServerMutants.All,
        .. EchoServerMutants.All,
        .. NamesServerMutants.All,
        .. BookServerMutants.All,
        .. ResolverServerMutants.All,
        .. ReverseClientMutants.All,
        .. SendClientMutants.All,
        .. TalkClientMutants.All,
        .. ResolverClientMutants.All,
        .. BookClientMutants.All,
    ];
}
