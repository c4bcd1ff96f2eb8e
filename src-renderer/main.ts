import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { languageFor, setLanguage } from './messages/language'
import { useHabits } from './stores/habits'
import './app/styles/tokens.css'
import './app/styles/base.css'
import './app/styles/controls.css'

const pinia = createPinia()
const app = createApp(App).use(pinia)
// The language is there before the first text, as far as this browser remembers it; English rather than nothing.
await setLanguage(languageFor(useHabits(pinia).settings.language)).catch(reportError)
app.mount('#app')
