namespace Tincan.Cli.Web;

/// <summary>What a page shows.</summary>
/// <param name="Began">When the recording began.</param>
/// <param name="Title">The command whose conversations are shown.</param>
/// <param name="Place">Where it listens.</param>
internal sealed record PageSubject(DateTimeOffset Began, string Title, string Place);
