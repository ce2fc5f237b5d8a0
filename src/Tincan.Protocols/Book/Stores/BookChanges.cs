namespace Tincan.Protocols.Book.Stores;

/// <summary>What a merge changes.</summary>
/// <param name="Added">How many addresses are new.</param>
/// <param name="Changed">How many get another name, or another spelling.</param>
/// <param name="Removed">How many are taken out.</param>
/// <param name="Unchanged">How many are in the book just so.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BookChanges(long Added, long Changed, long Removed, long Unchanged)
{
    /// <summary>Whether the book is another one afterwards.</summary>
    public bool Any => Added + Changed + Removed > 0;
}
