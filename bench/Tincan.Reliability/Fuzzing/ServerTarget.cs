using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Reliability.Fuzzing;

/// <summary>
/// A server with its host. It is sent an input in random pieces, on a connection that ends in one of the three ways there are; meanwhile a
/// polite client asks on another one, and has to get its own answer. Where it speaks TLS, the input goes below that.
/// </summary>
/// <param name="name">One word.</param>
/// <param name="server">The server.</param>
/// <param name="polite">What the polite client sends, and the answer that it must get.</param>
/// <param name="owed">Everything that the server must send before its FIN, if the client sends a FIN after the input; null if that is not known.</param>
/// <param name="seeds">Good inputs.</param>
internal sealed class ServerTarget(
    string name, IServer server, (string Question, string Answer) polite, Func<byte[], byte[]?> owed, params string[] seeds) : FuzzTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MemoryListener _listener = new();
    private readonly Failures _log = new();
    private Host? _host;

    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.Latin1.GetBytes)];

    public override async ValueTask<string?> TryAsync(byte[] input, Random chance)
    {
        _host ??= Host.Start(Tls?.Around(_listener) ?? _listener, server, new HostOptions { LingerTimeout = Patience }, _log);
        var rude = SpeakAsync(input, chance.Next(4), 1 + chance.Next(64), chance);
        var good = AskAsync();
        return await rude ?? await good ?? _log.First;
    }

    public override async ValueTask<string?> EndAsync()
    {
        if (_host is null)
        {
            return null;
        }

        for (var look = 0; look < 100 && _host.Connections > 0; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return _host.Connections == 0 ? null : $"{_host.Connections} connections are left";
    }

    public override async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private async Task<string?> SpeakAsync(byte[] input, int ending, int most, Random chance)
    {
        await using var wire = _listener.Connect();
        using var limit = new CancellationTokenSource(Patience);
        if (Tls is not null)
        {
            await Tls.BeginRudelyAsync(wire, limit.Token);
        }

        var receiving = ReceiveAsync(wire, limit.Token);
        try
        {
            for (var at = 0; at < input.Length;)
            {
                var piece = Math.Min(input.Length - at, 1 + chance.Next(most));
                most = Math.Min(most * 2, 64 * 1024);
                await wire.SendAsync(input.AsMemory(at, piece), limit.Token);
                at += piece;
                if (ending == 0 && chance.Next(8) == 0)
                {
                    wire.Abort();
                    return null;
                }
            }

            await wire.FinishAsync(limit.Token);
        }
        catch (WireException)
        {
            // The server has had enough of it, and may.
        }
        catch (OperationCanceledException)
        {
            return "it takes no more, and does not end";
        }

        var (received, hasEnded) = await receiving;
        return !hasEnded ? "it does not end" : owed(input) is { } all && !all.AsSpan().SequenceEqual(received) ? Differs(all, received) : null;
    }

    private static string Differs(byte[] owed, byte[] received) => $"it owes '{Escape.ForTerminal(Start(owed))}' and says '{Escape.ForTerminal(Start(received))}'";

    private static ReadOnlySpan<byte> Start(byte[] bytes) => bytes.AsSpan(0, Math.Min(bytes.Length, 200));

    private async Task<string?> AskAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await using Wire wire = Tls is null ? _listener.Connect() : await Tls.AgreeAsync(_listener.Connect(), limit.Token);
        await wire.SendAsync(Encoding.Latin1.GetBytes(polite.Question), limit.Token);
        await wire.FinishAsync(limit.Token);
        var (received, hasEnded) = await ReceiveAsync(wire, limit.Token);
        return hasEnded && Encoding.Latin1.GetString(received) == polite.Answer ? null : $"another client gets '{Escape.ForTerminal(received)}'";
    }

    private static async Task<(byte[] Received, bool HasEnded)> ReceiveAsync(Wire wire, CancellationToken cancel)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await wire.ReceiveAsync(buffer, cancel) is var count and > 0)
            {
                received.Write(buffer, 0, count);
            }

            return (received.ToArray(), true);
        }
        catch (WireException)
        {
            return (received.ToArray(), true);
        }
        catch (OperationCanceledException)
        {
            return (received.ToArray(), false);
        }
    }

    /// <summary>Keeps the first error that was logged: a conversation that failed of itself.</summary>
    private sealed class Failures : ILogger
    {
        public string? First { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                First ??= $"{formatter(state, exception)} {exception}";
            }
        }
    }
}
