namespace Tincan.Protocols.Book.Formats;

/// <summary>An entry in a file: valid, invalid or skipped.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Entry">The entry; null if it is invalid or skipped.</param>
/// <param name="Problem">Why it is invalid; null otherwise.</param>
/// <param name="PassedOver">Why it was skipped; null otherwise.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WrittenEntry(int Line, BookEntry? Entry, string? Problem = null, PassedOver? PassedOver = null)
{
    private const string LinkScheme = "mailto:";

    /// <summary>A valid entry. A <c>mailto:</c> before the address is removed.</summary>
    internal static WrittenEntry Of(int line, string email, string name) =>
        new(line, new BookEntry(email.StartsWith(LinkScheme, StringComparison.OrdinalIgnoreCase) ? email[LinkScheme.Length..].Trim() : email, name));

    /// <summary>The entries of a contact with any number of addresses.</summary>
    /// <param name="line">The contact's first line.</param>
    /// <param name="emails">Its addresses and their lines.</param>
    /// <param name="name">Its name, or null.</param>
    internal static IEnumerable<WrittenEntry> OfContact(int line, IReadOnlyList<(int Line, string Address)> emails, string? name) =>
        emails.Count == 0 ? [new(line, null, PassedOver: Formats.PassedOver.NoAddress)]
        : string.IsNullOrEmpty(name) ? [new(line, null, PassedOver: Formats.PassedOver.NoName)]
        : emails.Select(email => Of(email.Line, email.Address, name));

    internal static WrittenEntry Bad(int line, string problem) => new(line, Entry: null, problem);
}
