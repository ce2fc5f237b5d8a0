namespace Tincan.Acceptance.Support;

/// <summary>What a process has written to one of its outputs so far.</summary>
internal sealed class Gathered
{
    private readonly List<byte> _bytes = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Gathered(Stream stream) => Ended = PumpAsync(stream);

    /// <summary>Completes at the end of the stream.</summary>
    public Task Ended { get; }

    public byte[] Bytes
    {
        get
        {
            lock (_lock)
            {
                return [.. _bytes];
            }
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Waits until what was written satisfies a condition.</summary>
    public async Task<string> UntilAsync(Func<string, bool> isEnough)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                more = _more.Task;
            }

            var ended = Ended.IsCompleted;
            var text = Text;
            if (isEnough(text))
            {
                return text;
            }

            Assert.False(ended, $"it ended, and all it had written was: {text}");
            try
            {
                await Task.WhenAny(more, Ended).InTime();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"waited in vain; all that came was: {text}");
            }
        }
    }

    public Task<string> UntilAsync(string part) => UntilAsync(text => text.Contains(part, StringComparison.Ordinal));

    private async Task PumpAsync(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            lock (_lock)
            {
                _bytes.AddRange(buffer.AsSpan(0, count));
                _more.SetResult();
                _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
