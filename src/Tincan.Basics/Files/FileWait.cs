namespace Tincan.Files;

/// <summary>
/// Calls on files that may block for as long as another program likes: opening a FIFO waits for its other end, reading one for its writer. The system cannot
/// cancel such a call, so it runs on a thread of its own, which is left behind when the work is cancelled.
/// </summary>
public static class FileWait
{
    /// <summary>How long a write in progress may take after the work was cancelled.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<CancellationToken> Work = new();

    /// <summary>
    /// Cancels blocked calls of the current work and everything it starts. It is ambient because files are opened below public methods that have no token, and a
    /// regular file never needs one. Default: none.
    /// </summary>
    public static CancellationToken Token
    {
        get => Work.Value;
        set => Work.Value = value;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its name. Opening anything but a regular file can be cancelled.</param>
    /// <param name="how">How.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static FileStream Open(string path, FileStreamOptions how) =>
        FileStatus.Of(path) is { IsRegular: false } && Token.CanBeCanceled
            ? For(() => new FileStream(path, how), static late => late.Dispose())
            : new FileStream(path, how);

    /// <summary>Opens a file for reading; other programs may write, rename or delete it meanwhile.</summary>
    /// <param name="path">Its name.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Stream OpenRead(string path)
    {
        var file = Open(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        return file.CanSeek ? file : new InterruptibleStream(file, file.SafeFileHandle);
    }

    /// <summary>Makes a call that may block, and waits for it until the work is cancelled.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tooLate">Receives a result that arrived after the work was cancelled, for instance to close it.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static T For<T>(Func<T> call, Action<T>? tooLate = null)
    {
        var calling = Task.Run(call);
        try
        {
            calling.Wait(Token);
        }
        catch (AggregateException)
        {
            // Rethrown below, unwrapped.
        }
        catch (OperationCanceledException)
        {
            _ = calling.ContinueWith(
                late =>
                {
                    if (late.IsCompletedSuccessfully)
                    {
                        tooLate?.Invoke(late.Result);
                    }

                    _ = late.Exception;
                },
                TaskScheduler.Default);
            throw;
        }

        return calling.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a write. After a cancellation it gets one more second, which is enough if anybody reads.</summary>
    /// <param name="writing">The write.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled, and nobody reads.</exception>
    public static async Task WhileReadAsync(Task writing)
    {
        var token = Token;
        if (!writing.IsCompleted && token.CanBeCanceled)
        {
            await Task.WhenAny(writing, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
            if (await Task.WhenAny(writing, Task.Delay(LastWrite, TimeProvider.System, CancellationToken.None)) != writing)
            {
                throw new OperationCanceledException(token);
            }
        }

        await writing;
    }
}
