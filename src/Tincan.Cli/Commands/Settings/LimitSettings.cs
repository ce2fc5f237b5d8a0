using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Hosting;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The limits of every server, as options.</summary>
internal sealed class LimitSettings
{
    private readonly LimitOption[] _limits;

    private readonly Option<int?> _sendBuffer = Opt.Count(
        "--send-buffer",
        1024,
        64 * 1024 * 1024,
        "How many bytes the system may hold for a client that does not read. The server itself holds what one send has. none: the system decides.");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="patience">The default of the times in which a client keeps the server waiting; null for those of every server.</param>
    public LimitSettings(Command command, TimeSpan? patience)
    {
        var defaults = new HostOptions();
        if (patience is { } time)
        {
            defaults = defaults with { MessageTimeout = time, IdleTimeout = time, WriteTimeout = time };
        }

        _limits = [.. Limits.All.Select(limit => limit.ToOption(defaults))];
        foreach (var limit in _limits)
        {
            command.Add(limit.Option);
        }

        command.Add(_sendBuffer);
    }

    /// <summary>How many bytes the system may hold for a client that does not read; null if the system decides.</summary>
    public int? SendBuffer(ParseResult parsed) => parsed.GetValue(_sendBuffer);

    /// <summary>Puts the limits into a host's options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Everything else.</param>
    public HostOptions Read(ParseResult parsed, HostOptions options) =>
        _limits.Aggregate(options, (options, limit) => limit.Read(parsed, options));
}
