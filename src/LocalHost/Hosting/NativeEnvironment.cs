using System.Runtime.InteropServices;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// Prepares what native libraries read when they load. LightGBM's OpenMP threads spin while they wait unless OMP_WAIT_POLICY says otherwise, which on a busy
/// machine makes training many times slower; .NET's own SetEnvironmentVariable does not reach native code, the C library's setenv does.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>To be called before anything is trained: libgomp reads the variable once, when it is loaded.</summary>
    /// <exception cref="LocalHostException">The OpenMP runtime is missing.</exception>
    public static void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // LightGBM's build for Windows brings another OpenMP runtime, which knows no such variable
        }

        if (setenv("OMP_WAIT_POLICY", "PASSIVE", 0) != 0)
        {
            throw new LocalHostException("OMP_WAIT_POLICY could not be set: start LocalHost with OMP_WAIT_POLICY=PASSIVE in its environment.");
        }

        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libgomp.so.1", out _))
        {
            throw new LocalHostException("libgomp is missing (LightGBM trains with it): install it with `apt-get install libgomp1` or `dnf install libgomp`.");
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setenv(string name, string value, int overwrite);
}
