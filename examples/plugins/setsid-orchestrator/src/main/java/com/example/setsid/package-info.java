/** An orchestrator that runs servers as sessions of their own, started by setsid. */
package com.example.setsid;
