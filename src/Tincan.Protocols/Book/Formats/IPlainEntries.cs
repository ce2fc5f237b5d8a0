namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// Takes the entries whose bytes in the file are what they are, as those of most: visible ASCII and blanks, no more than
/// <see cref="BookMessage.MaxSignedText"/> bytes, nothing to remove and nothing to warn about. They need no strings.
/// </summary>
internal interface IPlainEntries
{
    /// <summary>Makes room.</summary>
    /// <param name="entries">About as many entries as come.</param>
    void Expect(int entries);

    /// <summary>Takes an entry.</summary>
    /// <returns>False if the address is not new: then it is returned as any other entry.</returns>
    bool TryTake(ReadOnlySpan<byte> email, ReadOnlySpan<byte> name);
}
