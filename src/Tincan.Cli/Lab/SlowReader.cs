namespace Tincan.Cli.Lab;

internal sealed class SlowReader : IExperiment
{
    private const int Piece = 1024 * 1024;

    public string Name => "slow-reader";

    public string Title => "a sender whose peer does not read";

    public string Explanation =>
        "The first megabytes went into the kernels' buffers on both sides, although the peer's program had not read a byte. "
        + "Then the peer's window was closed, and the next send waited. This is TCP's back-pressure, which keeps a fast sender from filling a slow receiver's memory. "
        + "When the peer began to read, the send went on by itself. "
        + "A server that handles all clients in one thread, with blocking sends, hangs for everybody at this point.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var client = await bench.ConnectAsync(listener.LocalEndPoint, showsMessages: false);
        await using var peer = await listener.AcceptAsync(bench.Cancel);
        var piece = new byte[Piece];
        Array.Fill(piece, (byte)'x');
        var pieces = 0;
        var sending = Task.CompletedTask;
        while (sending.IsCompletedSuccessfully)
        {
            sending = client.SendAsync(piece, bench.Cancel).AsTask();
            pieces++;
            await Task.WhenAny(sending, bench.PauseAsync(TimeSpan.FromSeconds(0.5)));
        }

        bench.Findings.Add("the kernels took some pieces of 1 MiB, then a send waited for more than 0.5 s");
        bench.Remark("the last send waits: the peer's window is closed");
        await bench.PauseAsync(TimeSpan.FromSeconds(1));
        bench.Remark("now the peer begins to read");
        var buffer = new byte[Piece];
        var read = 0L;
        while (read < (long)pieces * Piece)
        {
            read += await peer.ReceiveAsync(buffer, bench.Cancel);
        }

        await sending;
        bench.Findings.Add("when the peer read, the waiting send went through, and every byte arrived");
        await client.DisposeAsync();
    }
}
