using Tincan.Protocols.Book;

namespace Tincan.Checks.Parameters;

/// <summary>What differs between editions of address books and their clients.</summary>
internal static class BookParameters
{
    public static readonly Parameter Entry = new("entry", "An address in the program's book, and its owner.", "luke@gmail.com,Luke Skywalker") { Placeholder = "," };

    public static readonly Parameter OtherEntry = new("other-entry", "Another address in the book, and its owner.", "leia@alderaan.org,Leia Organa") { Placeholder = "," };

    public static readonly Parameter NotFound = new("not-found", "The answer for an address that is not in the book.", Encoding.ASCII.GetString(BookMessage.NotFound));

    public static readonly Parameter NotUnderstood = new("not-understood", "The answer to a message of an unknown type.", Encoding.ASCII.GetString(BookMessage.NotUnderstood));

    public static readonly Parameter Belongs = new("belongs", "The line that a client writes for a known address.", "{email} belongs to {name}") { Placeholder = "{name}" };

    public static readonly Parameter Unknown = new("unknown", "The line that a client writes for an address that is not in the book.", "{email} was not found in the database!");

    /// <summary>The address and the name of an entry.</summary>
    public static (string Address, string Name) EntryOf(CheckOptions options, Parameter entry)
    {
        var value = options.ValueOf(entry);
        var comma = value.IndexOf(',', StringComparison.Ordinal);
        return (value[..comma], value[(comma + 1)..]);
    }

    /// <summary>The line that a client writes.</summary>
    public static string LineOf(CheckOptions options, string email, string? name) =>
        options.ValueOf(name is null ? Unknown : Belongs).Replace("{email}", email, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
}
