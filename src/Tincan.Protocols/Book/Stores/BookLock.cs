using Tincan.Files;

namespace Tincan.Protocols.Book.Stores;

/// <summary>A lock on the file <c>.NAME.lock</c> next to a book, so that only one process changes the book at a time.</summary>
internal static class BookLock
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The book.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>Releases the lock when disposed.</returns>
    /// <exception cref="BadFileException">The lock file cannot be opened.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancel)
    {
        var book = AtomicFile.TargetOf(path);
        var file = Path.Combine(Path.GetDirectoryName(book)!, $".{Path.GetFileName(book)}.lock");
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                // The system releases the lock when its process ends, however it ends. The file stays, because another process may be waiting for it.
                var locked = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Share(locked, book);
                return locked;
            }
            catch (IOException) when (File.Exists(file) && time.GetElapsedTime(began) < Limit)
            {
                await Task.Delay(Pause, time, cancel);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new BadFileException(path, 0, $"cannot be changed now: {FileProblem.Describe(error, path)}", error);
            }
        }
    }

    /// <summary>Lets everybody lock the book who may write it, and its owner in any case.</summary>
    private static void Share(FileStream locked, string book)
    {
        try
        {
            if (File.Exists(book))
            {
                FileRights.Give(locked.SafeFileHandle, book, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Another user owns the lock file, but we could open it.
        }
    }
}
