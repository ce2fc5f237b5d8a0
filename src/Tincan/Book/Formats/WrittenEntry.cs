using System.Runtime.InteropServices;

namespace Tincan.Book.Formats;

/// <summary>An entry as it stands in a file, or what stands there instead.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Entry">The entry; null if there is a problem.</param>
/// <param name="Problem">Why no entry could be read; null if there is one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WrittenEntry(int Line, BookEntry? Entry, string? Problem = null)
{
    internal static WrittenEntry Bad(int line, string problem) => new(line, Entry: null, problem);
}
