using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Checks;

/// <summary>What a check has started ends with it, however it ends, and its folder goes too.</summary>
public sealed class KilledTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_program_that_kills_the_check_does_not_outlive_it_nor_does_what_it_has_started()
    {
        var program = _scratch.Write("kill.py", """
            import os, signal, subprocess, sys, time
            subprocess.Popen(["sleep", "1000"], start_new_session=True)
            with open(sys.argv[1], "w") as told:
                told.write(os.getcwd())
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(1000)
            """);
        var left = new Left();

        var outcome = await left.RunAsync("check", "reverse.server", "--only", "one-line", "--", "python3", program, _scratch["folder"], "{port}");

        Assert.Equal(137, outcome.Code);
        var folder = File.ReadAllText(_scratch["folder"]);
        await Task.Run(async () =>
        {
            while (left.Any() || Directory.Exists(folder))
            {
                await Task.Yield();
            }
        }).InTime();
    }

    public void Dispose() => _scratch.Dispose();
}
