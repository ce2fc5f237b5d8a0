using Tincan.Cli.Commands;
using Tincan.Cli.Commands.Book;
using Tincan.Cli.Commands.Check;
using Tincan.Cli.Commands.Faults;
using Tincan.Cli.Commands.Grade;
using Tincan.Cli.Completion;
using Tincan.Cli.Manual;
using Tincan.Cli.Pages;
using Tincan.Cli.Protocols;
using Tincan.Cli.Proxy;

namespace Tincan.Cli;

/// <summary>Parses the command line, and runs the command.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        LazyCommand[] commands =
        [
            LazyCommand.Of<ServeCommand>(),
            LazyCommand.Of<UpCommand>(),
            .. ProtocolList.All.Select(static protocol => protocol.Client?.Invoke()).OfType<LazyCommand>(),
            LazyCommand.Of<BookCommand>(),
            LazyCommand.Of<ProxyCommand>(),
            LazyCommand.Of<WatchCommand>(),
            LazyCommand.Of<FaultsCommand>(),
            LazyCommand.Of<CheckCommand>(),
            LazyCommand.Of<GradeCommand>(),
            LazyCommand.Of<PageCommand>(),
            LazyCommand.Of<NewCommand>(),
            LazyCommand.Of<LabCommand>(),
            LazyCommand.Of<DemoCommand>(),
            LazyCommand.Of<CompletionCommand>(),
            LazyCommand.Of<ManualCommand>(),
        ];
        var root = new RootCommand("A workbench for protocols over TCP: serve them, speak them, watch what is sent, inject faults, and check programs.");
        if (Array.Exists(commands, command => command.Name == root.Name))
        {
            // The parser knows both by their names.
            Stderr.Error($"the program cannot run under the name of one of its commands: rename '{root.Name}' to 'tincan'");
            return ExitCode.Usage;
        }

        Array.ForEach(commands, root.Add);
        Help.Install(root);
        CompletionDirective.Install(root);
        var parsed = LazyCommand.Parse(() => root.Parse(args));
        // A command line that a shell wants completed may be incomplete.
        var isAsked = parsed.Action is Help || root.Directives.Any(directive => parsed.GetResult(directive) is not null);
        if (!isAsked && (parsed.Errors.Count > 0 || Mistake.Unmatched(parsed) is not null))
        {
            Stderr.Error(Mistake.Describe(parsed));
            return ExitCode.Usage;
        }

        try
        {
            FileUse.Check(FilesOf(parsed));

            // Interrupt handles signals: the parser's own handler would end a server before it has drained.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception error) when (Failure.ExitCodeOf(error) is not null)
        {
            // From commands that only write text, and from help.
            return Failure.Report(error);
        }
    }

    /// <summary>The files that a command line names.</summary>
    private static IEnumerable<FileUse> FilesOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return parsed.Action is Help ? [] :
        [
            .. command.Options.OfType<IFileOption>().Select(option => option.Use(parsed)).OfType<FileUse>(),
            .. (command as IUsesFiles)?.Files(parsed) ?? [],
        ];
    }
}
