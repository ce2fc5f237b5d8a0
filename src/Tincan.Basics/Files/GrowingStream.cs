namespace Tincan.Files;

/// <summary>Reads a file that somebody still writes: at its end it waits for more, until it is told to stop.</summary>
/// <param name="file">The file; it is closed with this.</param>
/// <param name="stop">Ends the waiting: what is there by then is still read.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class GrowingStream(Stream file, CancellationToken stop, TimeProvider? time = null) : UnseekableStream(file)
{
    /// <summary>How often it is looked whether the file has grown.</summary>
    public static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

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

            await Task.Delay(Glance, time ?? TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
