import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import './app/styles/tokens.css'
import './app/styles/base.css'
import './app/styles/controls.css'

createApp(App).use(createPinia()).mount('#app')
