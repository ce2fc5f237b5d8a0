using System.Diagnostics;
using System.Net.Sockets;
using Tincan.Checks.Targets;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Tests.Targets;

/// <summary>Python programs that wait: for what only we could send, or for something else.</summary>
[Trait("Needs", "Linux")]
public sealed class WaitingProgramTests
{
    private const string Listens = "import socket, threading, time, signal, sys; s = socket.create_server(('127.0.0.1', 0)); ";

    [Theory]
    [InlineData("s.accept()")]
    [InlineData("threading.Thread(target=s.accept).start(); threading.Event().wait()")]
    [InlineData("import select; select.select([s], [], [])")]
    [InlineData("import subprocess; subprocess.run([sys.executable, '-c', 'input()'])")]
    public async Task A_program_waits_for_input(string code)
    {
        using var program = await StartAsync(code);
        while (!IsWaiting(program))
        {
            Assert.False(program.HasExited);
        }
    }

    [Theory]
    [InlineData("s.settimeout(60); s.accept()")]
    [InlineData("threading.Thread(target=s.accept).start(); time.sleep(60)")]
    [InlineData("import select; select.select([s], [], [], 60)")]
    [InlineData("signal.signal(signal.SIGALRM, print); s.accept()")]
    [InlineData("c = socket.create_connection(s.getsockname()); c.recv(1)")]
    [InlineData("a, b = socket.socketpair(); a.recv(1)")]
    public async Task A_program_may_go_on_by_itself(string code)
    {
        using var program = await StartAsync(code);
        while (LinuxProcess.HasBusyThread(program.Id))
        {
            Assert.False(program.HasExited);
        }

        Assert.False(IsWaiting(program));
    }

    [Theory]
    [InlineData("c.close()")]
    [InlineData("c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); c.close()")]
    [InlineData("c.send(b'x')")]
    public async Task A_program_has_not_only_waited_while_its_answer_is_unread(string answer)
    {
        using var program = await StartAsync($"import struct; print(s.getsockname()[1], flush=True); c, _ = s.accept(); c.recv(1); {answer}; s.accept()");
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync("127.0.0.1", int.Parse((await program.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
        var (ours, its) = ((IPEndPoint)client.LocalEndPoint!, (IPEndPoint)client.RemoteEndPoint!);
        client.Shutdown(SocketShutdown.Send);
        Assert.True(client.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead));
        while (!LinuxProcess.Tree(program.Id).All(InputWait.IsSo))
        {
            Assert.False(program.HasExited);
        }

        Assert.False(IsWaiting(program, new OpenConnection(ours, its, IsReceiving: true)));
    }

    private static bool IsWaiting(Process program, params OpenConnection[] connections) =>
        OperatingSystem.IsLinux() && WaitingProgram.IsSo([.. LinuxProcess.Tree(program.Id)], connections);

    private static async Task<Started> StartAsync(string code)
    {
        var program = new Started { StartInfo = new ProcessStartInfo("python3", ["-c", $"{Listens}print('ready', flush=True); {code}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true } };
        program.Start();
        Assert.Equal("ready", await program.StandardOutput.ReadLineAsync());
        return program;
    }

    /// <summary>Ends with the test.</summary>
    private sealed class Started : Process
    {
        protected override void Dispose(bool disposing)
        {
            Kill(entireProcessTree: true);
            base.Dispose(disposing);
        }
    }
}
