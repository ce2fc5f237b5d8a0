namespace Tincan.Cli.Web;

/// <summary>The header of a live page.</summary>
/// <param name="Began">When the recording began.</param>
/// <param name="Title">The command that is watched.</param>
/// <param name="Address">The address that it listens on.</param>
internal sealed record PageInfo(DateTimeOffset Began, string Title, string Address);
