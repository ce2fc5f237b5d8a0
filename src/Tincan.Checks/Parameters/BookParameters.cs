namespace Tincan.Checks.Parameters;

/// <summary>What differs between editions of clients of an address book.</summary>
internal static class BookParameters
{
    public static readonly Parameter Belongs = new("belongs", "The line that a client writes for a known address.", "{email} belongs to {name}") { Placeholder = "{name}" };

    public static readonly Parameter Unknown = new("unknown", "The line that a client writes for an address that is not in the book.", "{email} was not found in the database!");

    /// <summary>The line that a client writes.</summary>
    public static string LineOf(CheckOptions options, string email, string? name) =>
        options.ValueOf(name is null ? Unknown : Belongs).Replace("{email}", email, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
}
