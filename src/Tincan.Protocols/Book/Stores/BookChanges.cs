namespace Tincan.Protocols.Book.Stores;

/// <summary>The changes of a merge.</summary>
/// <param name="Added">The number of new addresses.</param>
/// <param name="Changed">The number of addresses with a new name or a new spelling.</param>
/// <param name="Removed">The number of removed addresses.</param>
/// <param name="Unchanged">The number of unchanged addresses.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BookChanges(long Added, long Changed, long Removed, long Unchanged)
{
    /// <summary>Whether anything changes.</summary>
    public bool Any => Added + Changed + Removed > 0;
}
