namespace Tincan.Protocols.Book.Formats;

/// <summary>An entry as it stands in a file, or what stands there instead.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Entry">The entry; null if there is none.</param>
/// <param name="Problem">Why no entry could be read; null if nothing is wrong.</param>
/// <param name="PassedOver">Why a contact is no entry though nothing is wrong with it; null if it is one, or if something is wrong.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WrittenEntry(int Line, BookEntry? Entry, string? Problem = null, PassedOver? PassedOver = null)
{
    private const string LinkScheme = "mailto:";

    /// <summary>An entry; the address may have the <c>mailto:</c> of a link.</summary>
    internal static WrittenEntry Of(int line, string email, string name) =>
        new(line, new BookEntry(email.StartsWith(LinkScheme, StringComparison.OrdinalIgnoreCase) ? email[LinkScheme.Length..].Trim() : email, name));

    /// <summary>The entries of a contact with any number of addresses.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="emails">Its addresses and their lines.</param>
    /// <param name="name">Its name, if it has one.</param>
    internal static IEnumerable<WrittenEntry> OfContact(int line, IReadOnlyList<(int Line, string Address)> emails, string? name) =>
        emails.Count == 0 ? [new(line, null, PassedOver: Formats.PassedOver.NoAddress)]
        : string.IsNullOrEmpty(name) ? [new(line, null, PassedOver: Formats.PassedOver.NoName)]
        : emails.Select(email => Of(email.Line, email.Address, name));

    internal static WrittenEntry Bad(int line, string problem) => new(line, Entry: null, problem);
}
