namespace Tincan.Protocols.Book;

/// <summary>An address and the name of its owner.</summary>
/// <param name="Email">The address, in its original spelling.</param>
/// <param name="Name">The name.</param>
public sealed record BookEntry(string Email, string Name)
{
    private static readonly string[] Errors =
    [
        Encoding.ASCII.GetString(BookMessage.NotFound),
        Encoding.ASCII.GetString(BookMessage.Unavailable),
        Encoding.ASCII.GetString(BookMessage.NotUnderstood),
    ];

    /// <summary>Why the entry does not fit into messages; null if it does.</summary>
    public string? WireProblem => SizeProblem("address", Email) ?? SizeProblem("name", Name);

    /// <summary>Why the entry cannot be added to a book; null if it can. Stricter than <see cref="WireProblem"/>, which alone decides what is served.</summary>
    public string? Problem => WireProblem ?? AddressProblem(Email) ?? NameProblem(Name);

    /// <summary>A warning for a valid entry: the name is too long for programs with a signed length byte. Null if there is none.</summary>
    public string? Warning => Encoding.UTF8.GetByteCount(Name) is var size and > BookMessage.MaxSignedText
        ? $"the name has {size} bytes; programs with a signed length byte take at most {BookMessage.MaxSignedText}"
        : null;

    /// <summary>The response message with this name.</summary>
    public static byte[] Response(string name) => BookMessage.Encode(BookMessage.Response, Encoding.UTF8.GetBytes(name));

    private static string? SizeProblem(string what, string text) => Encoding.UTF8.GetByteCount(text) switch
    {
        0 => $"the {what} is empty",
        > BookMessage.MaxText and var size => $"the {what} has {size} bytes; the wire carries at most {BookMessage.MaxText}",
        _ => null,
    };

    private static string? AddressProblem(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0 && at < email.Length - 1 && !email.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? null
            : $"'{Escape.ForTerminal(email)}' is not an address: it needs something before and after an @, and no blanks";
    }

    private static string? NameProblem(string name) =>
        name.Any(IsControl) ? $"the name '{Escape.ForTerminal(name)}' has a control character"
        : Errors.Contains(name) ? $"the name '{name}' is a server's error message"
        : null;

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
