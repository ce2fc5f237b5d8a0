using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Tincan.Cli.Terminal;
using Tincan.Cli.Web;
using Tincan.Faults.InForce;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The option by which every server shows its conversations in a browser.</summary>
internal sealed class WebSettings
{
    private readonly Option<int?> _web = new("--web")
    {
        Description = "Show the conversations live in a browser, on a port of 127.0.0.1 that the system chooses, or on this one. "
            + "Standard error says the address; only who knows its token sees anything.",
        HelpName = "[PORT]",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static result =>
        {
            if (result.Tokens is not [var word])
            {
                return 0;
            }

            if (int.TryParse(word.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535)
            {
                return port;
            }

            result.AddError($"--web: '{word.Value}' is not a port: write --web 0 for a free one, or put --web last");
            return null;
        },
    };

    public WebSettings(Command command) => command.Add(_web);

    /// <summary>Starts the page and says where it is, if it was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="watching">What else sees the conversations.</param>
    /// <param name="place">Where the server listens.</param>
    /// <param name="faults">What is done to connections on purpose; null for nothing.</param>
    /// <param name="mayChangeFaults">Whether the page may change that.</param>
    /// <exception cref="Wires.ConnectException">The port cannot be listened on.</exception>
    public async Task<IAsyncDisposable?> StartAsync(
        ParseResult parsed, Watching watching, EndPoint place, FaultInjector? faults, bool mayChangeFaults) =>
        IsAsked(parsed) ? await StartAsync(parsed.GetValue(_web) ?? 0, parsed, watching, place, faults, mayChangeFaults) : null;

    /// <summary>Whether there is to be a page.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetResult(_web) is not null;

    // By itself, so that a web server is loaded only for those who want one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<IAsyncDisposable> StartAsync(
        int port, ParseResult parsed, Watching watching, EndPoint place, FaultInjector? faults, bool mayChangeFaults)
    {
        var command = parsed.CommandResult.Command;
        var parent = command.Parents.OfType<Command>().FirstOrDefault(static parent => parent is not RootCommand);
        var title = parent is null ? command.Name : $"{parent.Name} {command.Name}";
        var recorder = watching.Begin();
        var desk = faults is null ? null : new FaultDesk(faults, recorder, mayChangeFaults);
        var page = await LivePage.StartAsync(port, recorder, title, $"{place}", desk);
        Say.Page(page.Address);
        return page;
    }
}
