namespace Tincan.Protocols.Book.Formats;

/// <summary>
/// An entry whose bytes in the file are what it is, as of most: visible ASCII and blanks, no more than <see cref="BookMessage.MaxSignedText"/> bytes, nothing to
/// remove from it or to warn about.
/// </summary>
/// <param name="email">The address.</param>
/// <param name="name">The name.</param>
/// <returns>False to get it as any other entry.</returns>
internal delegate bool PlainEntry(ReadOnlySpan<byte> email, ReadOnlySpan<byte> name);
