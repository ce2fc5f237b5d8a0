namespace Tincan.Files;

/// <summary>
/// Cancellable calls on files that may block, such as FIFOs: opening one waits for its peer, reading one for its writer. The system cannot cancel such
/// a call, so it runs on a thread of its own, which is abandoned on cancellation.
/// </summary>
public static class FileWait
{
    /// <summary>How long a write in progress may take after a cancellation.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<CancellationToken> Work = new();

    /// <summary>
    /// Cancels blocked calls of the current async flow. It is ambient because files are opened below methods without a token, and a regular file never needs
    /// one. Defaults to none.
    /// </summary>
    public static CancellationToken Token
    {
        get => Work.Value;
        set => Work.Value = value;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path. Opening anything but a regular file can be cancelled.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="OperationCanceledException"><see cref="Token"/> was cancelled.</exception>
    public static FileStream Open(string path, FileStreamOptions options) =>
        FileStatus.Of(path) is { IsRegular: false } && Token.CanBeCanceled
            ? For(() => new FileStream(path, options), static late => late.Dispose())
            : new FileStream(path, options);

    /// <summary>Opens a file for reading. Other programs can write, rename or delete it meanwhile.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="OperationCanceledException"><see cref="Token"/> was cancelled.</exception>
    public static Stream OpenRead(string path)
    {
        var file = Open(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        return file.CanSeek ? file : new InterruptibleStream(file, file.SafeFileHandle);
    }

    /// <summary>Makes a call that may block.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tooLate">Gets a result that arrives after a cancellation, for instance to dispose it.</param>
    /// <exception cref="OperationCanceledException"><see cref="Token"/> was cancelled.</exception>
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

    /// <summary>Waits for a write. After a cancellation it gets one more second, which is enough if the peer reads.</summary>
    /// <param name="writing">The write.</param>
    /// <exception cref="OperationCanceledException"><see cref="Token"/> was cancelled, and the peer does not read.</exception>
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
