namespace Tincan.Files;

/// <summary>Reads a file that is still being written: at its end it waits for more, like <c>tail -f</c>.</summary>
/// <param name="file">The file, which is disposed with the stream.</param>
/// <param name="stop">Stops waiting. What has been written by then is still read.</param>
/// <param name="time">The clock. Defaults to the system's.</param>
public sealed class GrowingStream(Stream file, CancellationToken stop, TimeProvider? time = null) : UnseekableStream(file)
{
    /// <summary>The interval at which the file is polled.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var isLast = stop.IsCancellationRequested;
            var count = await Inner.ReadAsync(buffer, cancellationToken);
            if (count > 0 || isLast)
            {
                return count;
            }

            await Task.Delay(PollInterval, time ?? TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
